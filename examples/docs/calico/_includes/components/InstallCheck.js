import React from 'react';
import CodeBlock from '@theme/CodeBlock';

import { noderunning, prodname } from '../../variables';

const status = `kubectl get tigerastatus \\
  --watch`;

export default function InstallCheck({ namespace = 'calico-system', logs }) {
  return (
    <>
      <p>Wait until every row says <code>True</code> under <code>AVAILABLE</code>:</p>
      <CodeBlock language='bash'>{status}</CodeBlock>
      {logs && (
        <>
          <p>See what {prodname} says on one of the nodes:</p>
          <CodeBlock language='bash'>{`kubectl logs -n ${namespace} -l k8s-app=${noderunning} --tail 20`}</CodeBlock>
        </>
      )}
    </>
  );
}
