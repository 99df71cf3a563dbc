import type { CorsRule } from '../disk/stored-bucket.ts'
import { S3Error } from '../wire/s3-error.ts'
import type { XmlElement } from '../xml/parse-xml.ts'

const methods = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'])
const maxRules = 100

export function parseCors(document: XmlElement): readonly CorsRule[] {
  const rules = document.all('CORSRule').map(parseRule)
  if (rules.length === 0 || rules.length > maxRules) throw new S3Error('MalformedXML')
  return rules
}

function parseRule(rule: XmlElement): CorsRule {
  const texts = (name: string) => rule.all(name).map((element) => element.text.trim())
  const parsed = {
    id: rule.one('ID'),
    origins: texts('AllowedOrigin'),
    methods: texts('AllowedMethod'),
    headers: texts('AllowedHeader'),
    exposed: texts('ExposeHeader'),
    maxAgeSeconds: readSeconds(rule.one('MaxAgeSeconds')),
  }
  if (parsed.origins.length === 0 || parsed.methods.length === 0) throw new S3Error('MalformedXML')
  for (const method of parsed.methods) {
    if (!methods.has(method))
      throw refuse(`Found unsupported HTTP method in CORS config. Unsupported method is ${method}`)
  }
  for (const pattern of [...parsed.origins, ...parsed.headers]) {
    if (pattern.split('*').length > 2) throw refuse(`"${pattern}" can not have more than one wildcard.`)
  }
  for (const name of parsed.exposed) {
    if (name.includes('*'))
      throw refuse(
        `ExposeHeader "${name}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
      )
  }
  return parsed
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text.trim())) throw new S3Error('MalformedXML')
  return Number(text)
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidRequest', {}, message)
}
