-- Rescue for nvim-lspconfig's older form, for Neovim before 0.11:
--
--   require('rescue.lspconfig')
--   require('lspconfig').rescue.setup({ settings = { rescue = { minimumConfidence = 'likely' } } })

local file = vim.api.nvim_get_runtime_file('lsp/rescue.lua', false)[1]
local config = dofile(assert(file, 'rescue: lsp/rescue.lua is not on the runtime path'))
local util = require('lspconfig.util')

require('lspconfig.configs').rescue = {
  default_config = {
    cmd = config.cmd,
    filetypes = config.filetypes,
    root_dir = util.root_pattern(unpack(config.root_markers)),
    single_file_support = true,
    settings = config.settings,
    on_attach = config.on_attach,
  },
  docs = { description = 'Security knowledge for Python at the cursor.' },
}
