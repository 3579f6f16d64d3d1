import { ConsentsPage } from './account/consents-page';
import { DocumentsPage } from './account/documents-page';
import { DraftsPage } from './account/drafts-page';
import { DutiesPage } from './account/duties-page';
import { LibraryPage } from './account/library-page';
import { PeoplePage } from './account/people-page';
import { ProofPage } from './account/proof-page';
import { StandingPage } from './account/standing-page';
import { ValidationsPage } from './account/validations-page';
import { route, type PageRoute } from '../frame/page-route';
import { AccountPage } from './account-page';
import { EditAccountPage } from './edit-account-page';
import { ApplicationPage } from './application-page';
import { ApplicationsPage } from './applications-page';
import { ApplyPage } from './apply/apply-page';
import { StartPage } from './apply/start-page';
import { DifferencesPage } from './differences-page';
import { HomePage } from './home-page';
import { JoinPage } from './join-page';
import { LinkMembersPage } from './link-members-page';
import { LinkPage } from './link-page';
import { NoticesPage } from './notices-page';

/** The carrier's pages, below `/portal`. */
export const CARRIER_ROUTES: readonly PageRoute[] = [
  route('/', HomePage),
  route('/applications', ApplicationsPage),
  route('/applications/:id', ApplicationPage),
  route('/apply', StartPage),
  route('/apply/:id', ApplyPage),
  route('/accounts/:number', AccountPage),
  route('/accounts/:number/edit', EditAccountPage),
  route('/accounts/:number/documents', DocumentsPage),
  route('/accounts/:number/validations', ValidationsPage),
  route('/accounts/:number/duties', DutiesPage),
  route('/accounts/:number/standing', StandingPage),
  route('/accounts/:number/consents', ConsentsPage),
  route('/accounts/:number/people', PeoplePage),
  route('/accounts/:number/drafts', DraftsPage),
  route('/accounts/:number/proof', ProofPage),
  route('/accounts/:number/library', LibraryPage),
  route('/join', JoinPage),
  route('/links/new', LinkMembersPage),
  route('/links/:id', LinkPage),
  route('/links/:id/differences', DifferencesPage),
  route('/notices', NoticesPage),
];
