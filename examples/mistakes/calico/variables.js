const variables = {
  prodname: 'Calico',
  manifestsUrl: 'https://raw.githubusercontent.com/projectcalico/calico/master',
};

module.exports = variables;
