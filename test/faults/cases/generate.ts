import { requests } from './requests.ts'
import { methods, type BrowserName, type Fault, type Scenario } from './scenario.ts'

/** The cases of the faults: each with every method and phase that it applies to. */
export function generateScenarios(faults: readonly Fault[], browser: BrowserName): readonly Scenario[] {
  return faults
    .filter((fault) => !fault.browsers || fault.browsers.includes(browser))
    .flatMap((fault) =>
      (fault.methods ?? methods).flatMap((method) =>
        fault.phases.flatMap((phase) => {
          const request = requests[method][phase]
          if (!request) return []
          const name = `${method}/${phase}/${fault.name}`
          const scenario = { name, method, phase, fault, browser, request, afterwards: 'retry' } as const
          const canFail = !fault.expect(scenario).ends.includes('completed')
          const hasTwo = canFail && fault.options?.isLast !== true
          return hasTwo
            ? [scenario, { ...scenario, name: `${name}/removed`, afterwards: 'remove' } as const]
            : [scenario]
        }),
      ),
    )
}

/** Whether a case is meant by `--only`: a part of its name between slashes, such as `put/middle` or `reset`. */
export function isMeant({ name }: Scenario, only: readonly string[]): boolean {
  return only.length === 0 || only.some((part) => `/${name}/`.includes(`/${part}/`))
}
