export interface EditTask { readonly kind: 'edit' }
export const loadEdits = async (_t: EditTask): Promise<never> => { throw new Error('x'); };
