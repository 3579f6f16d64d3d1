import { AccountsPage } from './accounts-page';
import { ApplicationsPage } from './applications-page';
import { ArrangementsPage } from './arrangements-page';
import { BothSidesPage } from './both-sides-page';
import { CasePage } from './case-page';
import { CasesPage } from './cases-page';
import { DuePage } from './due-page';
import { OperationsPage } from './operations-page';
import { PeersPage } from './peers-page';
import { ReviewPage } from './review-page';
import { StaffAccountPage } from './staff-account-page';
import { ValidationsPage } from './validations-page';
import { ValidationPage } from './validation-page';
import { route, type PageRoute } from '../frame/page-route';

/** The officers' pages, below `/portal`. */
export const OFFICER_ROUTES: readonly PageRoute[] = [
  route('/', CasesPage),
  route('/cases/:id', CasePage),
  route('/applications', ApplicationsPage),
  route('/applications/:id', ReviewPage),
  route('/accounts', AccountsPage),
  route('/accounts/:number', StaffAccountPage),
  route('/accounts/:number/both', BothSidesPage),
  route('/arrangements', ArrangementsPage),
  route('/peers', PeersPage),
  route('/due', DuePage),
  route('/validations', ValidationsPage),
  route('/validations/:id', ValidationPage),
  route('/operations', OperationsPage),
];
