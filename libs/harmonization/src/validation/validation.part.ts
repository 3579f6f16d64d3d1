import type { KernelPart } from '../kernel-parts';
import { ConcludeValidation } from './conclude-validation.use-case';
import { ListValidations } from './list-validations';
import { PlanValidation } from './plan-validation.use-case';
import { RecognitionCase } from './recognition.case';
import { RecognizeValidation } from './recognize-validation.use-case';
import { ReportValidation } from './report-validation.use-case';
import { ValidationListsController } from './validation-lists.controller';
import { ValidationNotices } from './validation-notices';
import { ValidationResponses } from './validation-response.use-case';
import { ValidationSteps } from './validation-steps';
import { VisitCarrier } from './visit-carrier.use-case';

/** The use cases of validations; their table and record kind belong to the core. */
export const VALIDATION_PART: KernelPart = {
  controllers: [ValidationListsController],
  providers: [
    ConcludeValidation,
    ListValidations,
    PlanValidation,
    RecognitionCase,
    RecognizeValidation,
    ReportValidation,
    ValidationNotices,
    ValidationResponses,
    ValidationSteps,
    VisitCarrier,
  ],
};
