"""Drives Neovim as a new user sets it up: the two lines of editors/neovim/README.md, and nothing else."""

import json
import os
import re
import subprocess

import drive

PLACEHOLDER = "vim.opt.runtimepath:append('/path/to/rescue/editors/neovim')"
# What our file uses of nvim-lspconfig, in a few lines.
LSPCONFIG = """
package.preload['lspconfig.util'] = function()
  return { root_pattern = function(...)
    local markers = { ... }
    return function(file) return vim.fs.root(file, markers) end
  end }
end
package.preload['lspconfig.configs'] = function() return {} end
package.preload['lspconfig'] = function()
  return setmetatable({}, { __index = function(_, name)
    return { setup = function(user)
      local config = vim.tbl_deep_extend('force', require('lspconfig.configs')[name].default_config, user)
      vim.api.nvim_create_autocmd('FileType', { pattern = config.filetypes, callback = function(event)
        config.name = name
        config.root_dir = config.root_dir and require('lspconfig.configs')[name].default_config.root_dir(event.file)
        vim.lsp.start(config)
      end })
    end }
  end })
end
"""


def main():
    steps = drive.Steps("neovim")
    nvim = drive.tool("nvim")
    with drive.project() as (root, env):
        config = root.parent / "home" / "config" / "nvim"
        config.mkdir()
        (config / "init.lua").write_text(
            f"vim.opt.runtimepath:append('{drive.EDITORS / 'neovim'}')\nvim.lsp.enable('rescue')\n"
        )
        answers = root.parent / "answers.json"
        env |= {"RESCUE_ANSWERS": str(answers), "RESCUE_FIX_TITLE": drive.FIX_TITLE}
        command = [nvim, "--headless", "sample.py", "-c", f"luafile {drive.HERE / 'neovim.lua'}"]
        run = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, timeout=180)
        output = run.stdout + run.stderr
        if not steps.check("the drive comes to its end", answers.exists(), output):
            steps.exit()
        told = json.loads(answers.read_text())
        text = (root / "sample.py").read_text(encoding="utf-8")
        judge(steps, told, text)
        gone = drive.wait_for(lambda: not drive.servers_in(root), 5)
        steps.check("the server ends with the editor", gone, str(drive.servers_in(root)))
    if not os.environ.get("RESCUE_RECORD"):
        fix_on_save(steps, nvim, "fix on save", snippet("vim.lsp.enable('rescue')") + snippet("BufWritePre"))
        fix_on_save(steps, nvim, "without vim.lsp.enable", snippet("vim.lsp.start(") + snippet("BufWritePre"))
        fix_on_save(steps, nvim, "nvim-lspconfig", LSPCONFIG + snippet("require('rescue.lspconfig')") + snippet("BufWritePre"))
    steps.exit()


def fix_on_save(steps, nvim, name, init):
    """A set-up from the README, word for word, that fixes a file when it is written."""
    with drive.project() as (root, env):
        file = root.parent / "init.lua"
        path = f"vim.opt.runtimepath:append('{drive.EDITORS / 'neovim'}')\n"
        file.write_text(path + init.replace(PLACEHOLDER, ""))
        until = "vim.wait(20000, function() return #vim.diagnostic.get(0) > 1 end, 50)"
        command = [nvim, "--headless", "-u", file, "sample.py", "-c", f"lua {until}", "-c", "write", "-c", "qall!"]
        run = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, timeout=120)
        text = (root / "sample.py").read_text(encoding="utf-8")
        steps.check(f"README: {name}", drive.YAML_FIXED_LINE in text, run.stdout + run.stderr + text)


def snippet(words):
    """The first block of Lua in the README that has these words."""
    blocks = re.findall(r"```lua\n(.*?)```", (drive.EDITORS / "neovim" / "README.md").read_text(), re.DOTALL)
    return next(block for block in blocks if words in block)


def judge(steps, told, text):
    first = told["diagnostics"]
    sql = [d for d in first if "CWE-89" in str(d["code"])]
    steps.check("shows CWE-89 on the query", len(sql) == 1 and sql[0]["lnum"] == 8, str(first))
    yaml = [d for d in first if "CWE-502" in str(d["code"])]
    steps.check("shows CWE-502 on yaml.load", len(yaml) == 1 and yaml[0]["lnum"] == 14, str(first))
    marked = [d["text"] for d in sql + yaml]
    steps.check("marks the code itself", marked and "SELECT" in marked[0] and "yaml.load" in marked[-1], str(marked))
    steps.check("a setting takes effect at once, and so does its end", told["disabled"] and told["enabled"])
    steps.check("hover explains", "CWE-89" in told["hover"], told["hover"])
    steps.check("the quick fix writes parameters", drive.FIXED_LINE in told["after_fix"], "\n".join(told["after_fix"]))
    steps.check("the finding goes away", not told["sql_left"], str(told["sql_left"]))
    offered = any(word.startswith("safe_load") for word in told["completion"])
    steps.check("completion offers safe_load", offered, str(told["completion"]))
    steps.check("LspRescueFixAll fixes the rest", drive.YAML_FIXED_LINE in text, text)
    steps.check("LspRescueStatus answers", "Rescue" in told["status"], told["status"])
    steps.check("checkhealth finds the server", "rescue-lsp" in told["health"], told["health"])
    steps.check("nothing went wrong on the way", told["errors"] == [], str(told["errors"]))


main()
