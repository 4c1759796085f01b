-- Rescue for Neovim 0.11 and later: vim.lsp.enable('rescue')
--
-- Settings are those of the other editors, without the "rescue." before them. Override any of this with
-- vim.lsp.config('rescue', { settings = { rescue = { minimumConfidence = 'likely' } } }).

---@type vim.lsp.Config
return {
  cmd = { 'rescue-lsp' },
  filetypes = { 'python' },
  root_markers = { 'pyproject.toml', 'setup.py', '.git' },
  settings = {
    -- What is not said here is left to the server and to [tool.rescue] in pyproject.toml.
    rescue = vim.empty_dict(),
  },
  on_attach = function(client, bufnr)
    vim.api.nvim_buf_create_user_command(bufnr, 'LspRescueFixAll', function()
      vim.lsp.buf.code_action({
        context = { only = { 'source.fixAll.rescue' }, diagnostics = {} },
        apply = true,
      })
    end, { desc = 'Rescue: fix all in this file' })

    vim.api.nvim_buf_create_user_command(bufnr, 'LspRescueStatus', function()
      local command = { title = 'Show status', command = 'rescue.status' }
      if client.exec_cmd then
        client:exec_cmd(command, { bufnr = bufnr })
      else
        client.request('workspace/executeCommand', command, nil, bufnr)
      end
    end, { desc = 'Rescue: show what the server does' })
  end,
}
