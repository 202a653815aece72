-- A writer at work in Neovim: what is typed, and what has to be seen. Each step prints a line.

local page = vim.env.E2E_PAGE
local command = vim.split(vim.env.E2E_COMMAND, ' ')

local function step(what, holds)
  io.stdout:write((holds and 'ok      ' or 'WRONG   ') .. what .. '\n')
  if not holds then
    vim.cmd('cquit 1')
  end
end

local function wait(holds)
  return vim.wait(60000, function()
    local done, found = pcall(holds)
    return done and found
  end, 50)
end

local function diagnostics(code)
  return vim.tbl_filter(function(each)
    return each.code == code or (each.user_data and vim.inspect(each.user_data):find(code, 1, true) ~= nil)
  end, vim.diagnostic.get(0))
end

local function at(text, offset)
  vim.fn.cursor(1, 1)
  local place = vim.fn.searchpos('\\V' .. vim.fn.escape(text, '\\'), 'cW')
  vim.fn.cursor(place[1], place[2] + (offset or 0))
end

vim.cmd('edit ' .. vim.fn.fnameescape(page))
local client = vim.lsp.start_client({
  name = 'docs-snippets',
  cmd = command,
  root_dir = vim.env.E2E_FOLDER,
  workspace_folders = { { uri = vim.uri_from_fname(vim.env.E2E_FOLDER), name = 'docs' } },
})
vim.lsp.buf_attach_client(0, client)
step('the server starts', wait(function()
  return vim.lsp.get_client_by_id(client).initialized
end))

at('bpfLogLevel')
vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('cwbpfLogLevl<Esc>', true, false, true), 'xt', false)
step('a mistake is typed', vim.api.nvim_get_current_line():find('bpfLogLevl', 1, true) ~= nil)
step('the finding is shown', wait(function()
  return #diagnostics('unknown-parameter') > 0
end))

vim.ui.select = function(items, options, choose)
  for _, item in ipairs(items) do
    if options.format_item(item):find('bpfLogLevel', 1, true) then
      return choose(item)
    end
  end
end
at('bpfLogLevl')
vim.lsp.buf.code_action()
step('the fix is applied', wait(function()
  return vim.api.nvim_get_current_line():find('bpfLogLevel', 1, true) ~= nil
end))
step('the finding is gone', wait(function()
  return #diagnostics('unknown-parameter') == 0
end))

at('bpfLogLevel', 2)
vim.lsp.buf.hover()
step('the parameter is explained', wait(function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(lines, '\n'):find('default', 1, true) ~= nil
    end
  end
end))

vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', 'See $[prod' })
vim.fn.cursor(vim.fn.line('$'), 10)
vim.cmd('startinsert!')
local params = vim.lsp.util.make_position_params()
params.position.character = 10
local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 30000)
local labels = vim.inspect(answers)
vim.cmd('stopinsert')
step('a variable is completed', labels:find('prodname', 1, true) ~= nil)

at('enabling-ebpf.mdx#enable-ebpf-mode', 3)
vim.lsp.buf.definition()
step('a link is followed', wait(function()
  return vim.api.nvim_buf_get_name(0):find('enabling%-ebpf%.mdx$') ~= nil
    and vim.api.nvim_get_current_line():find('Enable eBPF mode', 1, true) ~= nil
end))
vim.cmd('qall!')
