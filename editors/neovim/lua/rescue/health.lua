-- :checkhealth rescue

local M = {}

function M.check()
  vim.health.start('rescue')
  local configured = vim.lsp.config and vim.lsp.config.rescue
  local cmd = configured and configured.cmd or { 'rescue-lsp' }
  if type(cmd) ~= 'table' then
    vim.health.ok('the server is started by a function of yours')
    return
  end
  if vim.fn.executable(cmd[1]) == 0 then
    vim.health.error(cmd[1] .. ' is not a program', {
      'Put rescue-lsp on your PATH, or name it:',
      "vim.lsp.config('rescue', { cmd = { '/path/to/rescue-lsp' } })",
    })
    return
  end
  local answer = vim.fn.system({ cmd[1], '--version' })
  if vim.v.shell_error == 0 and answer:find('^rescue%-lsp ') then
    vim.health.ok(vim.trim(answer) .. ' (' .. vim.fn.exepath(cmd[1]) .. ')')
  else
    vim.health.error(cmd[1] .. ' is not a Rescue server: --version said ' .. vim.trim(answer))
  end

  if not vim.lsp.is_enabled then
    vim.health.info('this Neovim has no vim.lsp.enable: nvim-lspconfig has to start the server')
  elseif vim.lsp.is_enabled('rescue') then
    vim.health.ok('enabled')
  else
    vim.health.warn('not enabled', { "Call vim.lsp.enable('rescue') in your init.lua." })
  end
end

return M
