import React from 'react';
import MDXComponents from '@theme-original/MDXComponents';

// A wide table scrolls by itself, which the keyboard can do as well.
function Table(props) {
  return (
    <div className="wide" tabIndex={0} role="group" aria-label="table">
      <table {...props} />
    </div>
  );
}

export default { ...MDXComponents, table: Table };
