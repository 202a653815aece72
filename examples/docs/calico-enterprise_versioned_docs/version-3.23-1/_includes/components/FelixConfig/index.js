import React from 'react';

import ParameterTable from '../../../../../src/components/ParameterTable';
import params from './config-params.json';

export default function FelixConfig({ name, configType }) {
  return <ParameterTable groups={params.Groups} name={name} configType={configType} />;
}
