const variables = {
  siteName: 'Calico example docs',
};

module.exports = variables;
