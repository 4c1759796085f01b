-- Runs inside Neovim: uses the server as a user does, and writes down what was seen. neovim.py judges it.

local told = { errors = {} }

local function step(name, run)
  local fine, message = xpcall(run, debug.traceback)
  if not fine then
    table.insert(told.errors, name .. ': ' .. message)
  end
end

local function wait(condition, milliseconds)
  return vim.wait(milliseconds or 20000, condition, 50)
end

local function diagnostics(weakness)
  return vim.tbl_filter(function(diagnostic)
    return not weakness or tostring(diagnostic.code):find(weakness, 1, true) ~= nil
  end, vim.diagnostic.get(0))
end

local function keys(text)
  vim.api.nvim_feedkeys(vim.keycode(text), 'xt', false)
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local shown = {}
vim.notify = function(message)
  table.insert(shown, message)
end
vim.ui.select = function(items, options, choose)
  table.insert(told.errors, 'asked to choose: ' .. vim.inspect(vim.tbl_map(options.format_item or tostring, items)))
  choose(nil)
end

step('diagnostics', function()
  wait(function() return #diagnostics('CWE-89') > 0 and #diagnostics('CWE-502') > 0 end)
  told.diagnostics = vim.tbl_map(function(d)
    local text = vim.api.nvim_buf_get_text(0, d.lnum, d.col, d.end_lnum, d.end_col, {})
    return { lnum = d.lnum, code = d.code, message = d.message, text = table.concat(text, '\n') }
  end, diagnostics())
end)

step('settings', function()
  local client = assert(vim.lsp.get_clients({ bufnr = 0, name = 'rescue' })[1], 'no client')
  local function set(settings)
    client.settings = { rescue = settings }
    client:notify('workspace/didChangeConfiguration', { settings = client.settings })
  end
  set({ disable = { 'CWE-502' } })
  told.disabled = wait(function() return #diagnostics('CWE-502') == 0 end)
  set(vim.empty_dict())
  told.enabled = wait(function() return #diagnostics('CWE-502') > 0 end)
end)

step('hover', function()
  told.hover = ''
  local finding = diagnostics('CWE-89')[1]
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col + 1 })
  vim.lsp.buf.hover()
  local function float()
    return vim.iter(vim.api.nvim_list_wins()):find(function(window)
      return vim.api.nvim_win_get_config(window).relative ~= ''
    end)
  end
  wait(function() return float() ~= nil end)
  local window = assert(float(), 'no window with a hover')
  told.hover = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
  vim.api.nvim_win_close(window, true)
end)

step('code action', function()
  vim.lsp.buf.code_action({
    filter = function(action) return action.title:find(vim.env.RESCUE_FIX_TITLE, 1, true) ~= nil end,
    apply = true,
  })
  wait(function() return lines()[9]:find('f"', 1, true) == nil end)
  told.after_fix = lines()
  wait(function() return #diagnostics('CWE-89') == 0 end)
  told.sql_left = vim.tbl_map(function(d) return d.message end, diagnostics('CWE-89'))
end)

step('completion', function()
  told.completion = {}
  local buffer = vim.api.nvim_get_current_buf()
  vim.api.nvim_win_set_cursor(0, { 9, 0 })
  local client = assert(vim.lsp.get_clients({ bufnr = 0, name = 'rescue' })[1], 'no client')
  vim.api.nvim_buf_set_lines(0, 9, 9, false, { '    x = yaml.' })
  vim.api.nvim_win_set_cursor(0, { 10, 12 })
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position.character = #'    x = yaml.'
  local answer = assert(client:request_sync('textDocument/completion', params, 20000, buffer), 'no answer')
  local result = assert(answer.result, vim.inspect(answer))
  local items = result.items or result
  for _, item in ipairs(items) do
    local resolved = client:request_sync('completionItem/resolve', item, 20000, buffer)
    item = resolved and resolved.result or item
    local text = item.textEdit and item.textEdit.newText or item.insertText or item.label
    table.insert(told.completion, text)
  end
  vim.api.nvim_buf_set_lines(0, 9, 10, false, {})
end)

step('fix all', function()
  vim.cmd('LspRescueFixAll')
  wait(function() return table.concat(lines()):find('safe_load', 1, true) ~= nil end)
  vim.cmd('silent write')
end)

step('status', function()
  shown = {}
  vim.cmd('LspRescueStatus')
  wait(function() return #shown > 0 end, 5000)
  told.status = table.concat(shown, '\n') .. vim.api.nvim_exec2('messages', { output = true }).output
end)

step('health', function()
  vim.cmd('checkhealth rescue')
  told.health = table.concat(lines(), '\n')
end)

vim.fn.writefile({ vim.json.encode(told) }, vim.env.RESCUE_ANSWERS)
vim.cmd('qall!')
