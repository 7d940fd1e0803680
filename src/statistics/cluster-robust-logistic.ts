import { clusterRobustGeneralised } from './cluster-robust-generalised.ts'
import type { LogisticModel } from './logistic.ts'
import type { Row } from './row.ts'
import type { ClusterRobustFit } from './sandwich.ts'

export interface ClusterRobustLogisticModel extends Omit<LogisticModel, 'frequency' | 'interval'> {
  /** The column saying which independent unit (dialogue, person, debate) a row belongs to. */
  readonly cluster: string
  /** CR2 unless said. */
  readonly correction?: 'CR0' | 'CR1' | 'CR2'
}

/**
 * Logistic regression with errors that may be correlated within clusters: {@link clusterRobustGeneralised} of a logit.
 * R: `clubSandwich::coef_test(glm(y ~ ..., family = binomial), vcov = "CR2", cluster, test = "Satterthwaite")`.
 */
export const clusterRobustLogistic = (rows: readonly Row[], model: ClusterRobustLogisticModel): ClusterRobustFit =>
  clusterRobustGeneralised(rows, { ...model, family: 'logit' })
