import { route, type PageRoute } from '../frame/page-route';
import { AccountPage } from './account-page';
import { EditAccountPage } from './edit-account-page';
import { ApplicationPage } from './application-page';
import { ApplicationsPage } from './applications-page';
import { ApplyPage } from './apply/apply-page';
import { StartPage } from './apply/start-page';
import { DifferencesPage } from './differences-page';
import { HomePage } from './home-page';
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
  route('/links/new', LinkMembersPage),
  route('/links/:id', LinkPage),
  route('/links/:id/differences', DifferencesPage),
  route('/notices', NoticesPage),
];
