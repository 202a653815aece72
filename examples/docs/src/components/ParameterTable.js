import React from 'react';

import Heading from '@theme/Heading';

/** One group of a generated reference, a table for each parameter. */
export default function ParameterTable({ groups, name, configType }) {
  const group = groups.find((candidate) => candidate.Name === name);
  if (!group) {
    throw new Error(`the reference has no group "${name}"`);
  }
  const asYaml = configType === 'yaml';
  return group.Fields.filter((field) => !asYaml || field.NameYAML).map((field) => (
    <section key={field.NameConfigFile}>
      <Heading as="h4" id={asYaml ? field.NameYAML : field.NameConfigFile}>
        <code>{asYaml ? field.NameYAML : field.NameConfigFile}</code>
      </Heading>
      <div dangerouslySetInnerHTML={{ __html: field.DescriptionHTML }} />
      <table>
        <tbody>
          <tr>
            <th>Schema</th>
            <td dangerouslySetInnerHTML={{ __html: asYaml ? field.YAMLSchemaHTML : field.StringSchemaHTML }} />
          </tr>
          <tr>
            <th>Default</th>
            <td>{(asYaml ? field.YAMLDefault : field.StringDefault) || 'none'}</td>
          </tr>
          {!asYaml && (
            <tr>
              <th>Environment variable</th>
              <td>
                <code>{field.NameEnvVar}</code>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  ));
}
