export interface ApplySqlTask { readonly kind: 'apply-sql' }
export const loadApplySql = async (_t: ApplySqlTask): Promise<never> => { throw new Error('x'); };
