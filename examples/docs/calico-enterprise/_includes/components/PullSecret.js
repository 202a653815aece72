import React from 'react';

import CodeBlock from '@theme/CodeBlock';

export default function PullSecret({ namespace = 'tigera-operator' }) {
  return (
    <CodeBlock language="bash">
      {`kubectl create secret generic tigera-pull-secret \\
  --type=kubernetes.io/dockerconfigjson -n ${namespace} \\
  --from-file=.dockerconfigjson=<path-to-pull-secret>`}
    </CodeBlock>
  );
}
