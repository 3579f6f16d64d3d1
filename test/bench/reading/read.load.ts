export interface ReadTask { readonly kind: 'read' }
export interface ReadSqlTask { readonly kind: 'read-sql' }
export const loadRead = async (_t: ReadTask): Promise<never> => { throw new Error('x'); };
export const loadReadSql = async (_t: ReadSqlTask): Promise<never> => { throw new Error('x'); };
