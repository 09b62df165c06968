# SPDX-License-Identifier: Apache-2.0
"""The published hooks under the real pre-commit, in a repository that is a small deployment."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHA = "d5b82e107e46a8e29483c22f9713335f2e028939"
GOOD = f"nova_git_repo: https://opendev.org/openstack/nova\nnova_git_install_branch: {SHA}\nnova_git_track_branch: master\n"
NOVA = "inventory/group_vars/nova_all/source_git.yml"


def executable():
    candidates = [os.environ.get("PRE_COMMIT"), str(ROOT / ".venv-pre-commit/bin/pre-commit"), shutil.which("pre-commit")]
    return next((name for name in candidates if name and os.access(name, os.X_OK)), None)


pytestmark = pytest.mark.skipif(executable() is None, reason="pre-commit cannot be installed")


class Repository:
    """A git repository with the hooks installed from another one."""

    def __init__(self, folder, home, program):
        self.folder = folder
        self.environment = {
            **os.environ, "PRE_COMMIT_HOME": str(home), "NO_COLOR": "1", "HOME": str(home), "GITHUB_ACTIONS": "",
            "PATH": f"{pathlib.Path(program).parent}:{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "T",
            "GIT_COMMITTER_EMAIL": "t@example.org", "PRE_COMMIT_COLOR": "never"}
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q")

    def git(self, *arguments):
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True,
            check=True).stdout.strip()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", name)

    def commit(self):
        self.git("commit", "-q", "--no-verify", "-m", "state")
        return self.git("rev-parse", "HEAD")

    def configure(self, hooks, revision, identifier, arguments=None):
        more = "" if arguments is None else f"        args: {arguments}\n"
        self.write(
            ".pre-commit-config.yaml",
            f"repos:\n  - repo: file://{hooks}\n    rev: {revision}\n    hooks:\n      - id: {identifier}\n{more}")

    def run(self, *arguments):
        done = subprocess.run(
            [executable(), "run", *arguments], cwd=self.folder, env=self.environment, capture_output=True,
            text=True, check=False, timeout=1500)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory, home, program):
    """A repository with nothing but the manifest: enough for an installed program."""
    repository = Repository(tmp_path_factory.mktemp("hooks"), home, program)
    repository.write(".pre-commit-hooks.yaml", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return repository.folder, repository.commit()


@pytest.fixture
def deployment(tmp_path, home, program):
    repository = Repository(tmp_path / "deployment", home, program)
    repository.write(NOVA, GOOD)
    repository.write("inventory/group_vars/glance_all/source_git.yml", GOOD.replace("nova", "glance"))
    repository.write("README.md", "no variables\n")
    return repository


def test_changed_files_alone_are_checked(deployment, hooks):
    deployment.configure(*hooks, "osa-sources-installed")
    # An old fault in a file that this commit leaves alone.
    deployment.write("inventory/group_vars/cinder_all/source_git.yml", GOOD.replace("nova", "cinder") + "x: [\n")
    deployment.commit()
    deployment.write(NOVA, GOOD + "# a comment\n")
    status, output = deployment.run()
    assert (status, "Passed" in output) == (0, True), output
    deployment.write(NOVA, GOOD.replace("master", "2023.10"))
    status, output = deployment.run()
    assert status == 1 and "error[OSA103]" in output and f"{NOVA}:3:" in output, output
    assert "cinder" not in output


def test_other_files_start_no_check(deployment, hooks):
    deployment.configure(*hooks, "osa-sources-installed")
    deployment.commit()
    deployment.write("README.md", "still no variables\n")
    status, output = deployment.run()
    assert status == 0 and "no files to check" in output, output


def test_the_whole_tree_is_checked_at_once(deployment, hooks):
    deployment.configure(*hooks, "osa-sources-tree-installed")
    deployment.commit()
    assert deployment.run("--all-files")[0] == 0
    # Only the tree as a whole shows that two files give one variable different values.
    deployment.write("inventory/group_vars/nova_all/other.yml", f"nova_git_install_branch: {SHA[::-1]}\n")
    deployment.write(".osa-sources.yml", "severity:\n  OSA104: error\n")
    status, output = deployment.run("--all-files")
    assert status == 1 and "error[OSA104]" in output and "Passed" not in output, output


WARNED = GOOD.replace("org/openstack", "org//openstack")


def test_warnings_are_shown_and_stop_nothing(deployment, hooks):
    deployment.configure(*hooks, "osa-sources-installed")
    deployment.commit()
    deployment.write(NOVA, WARNED)
    status, output = deployment.run()
    assert status == 0 and "warning[OSA122]" in output and f"{NOVA}:1:" in output, output


@pytest.mark.parametrize("hook,arguments", [
    ("osa-sources-installed", "[--fail-on, warning]"), ("osa-sources-tree-installed", "[--fail-on, warning, .]")])
def test_arguments_make_warnings_stop(deployment, hooks, hook, arguments):
    deployment.configure(*hooks, hook, arguments)
    deployment.commit()
    assert deployment.run("--all-files")[0] == 0
    deployment.write(NOVA, WARNED)
    status, output = deployment.run()
    assert status == 1 and "warning[OSA122]" in output, output


OLD = "inventory/group_vars/cinder_all/source_git.yml"


def test_a_baseline_of_the_tree_holds_for_the_files_that_changed(deployment, hooks, run):
    deployment.configure(*hooks, "osa-sources-installed")
    deployment.write(OLD, GOOD.replace("nova", "cinder").replace("master", "2023.10"))
    deployment.write(".osa-sources.yml", "baseline: .known.json\n")
    assert run("check", "--write-baseline", ".known.json", ".", folder=deployment.folder).returncode == 0
    assert OLD in (deployment.folder / ".known.json").read_text(encoding="utf-8")
    deployment.commit()
    deployment.write(OLD, "# moved\n" + (deployment.folder / OLD).read_text(encoding="utf-8"))
    status, output = deployment.run()
    assert (status, "Passed" in output) == (0, True), output
    deployment.write(OLD, (deployment.folder / OLD).read_text(encoding="utf-8") + "glance_git_track_branch: 1.10\n")
    status, output = deployment.run()
    assert status == 1 and "glance_git_track_branch" in output and "cinder_git_track_branch" not in output, output


def test_what_the_tree_excludes_is_excluded_file_by_file(deployment, hooks):
    deployment.configure(*hooks, "osa-sources-installed")
    deployment.write(".osa-sources.yml", "exclude: ['inventory/group_vars/cinder_all/**']\n")
    deployment.commit()
    deployment.write(OLD, GOOD.replace("nova", "cinder").replace("master", "2023.10"))
    status, output = deployment.run()
    assert (status, "Passed" in output) == (0, True), output
    deployment.write(NOVA, GOOD.replace("master", "2023.10"))
    status, output = deployment.run()
    assert status == 1 and NOVA in output and "cinder" not in output, output


@pytest.mark.skipif(os.environ.get("OSA_SOURCES_SLOW_TESTS") != "1", reason="builds the program: OSA_SOURCES_SLOW_TESTS=1")
@pytest.mark.skipif(shutil.which("swift") is None, reason="no Swift toolchain")
def test_the_toolchain_builds_the_hook(deployment, tmp_path, home, program):
    clone = tmp_path / "clone"
    deployment.git("clone", "-q", str(ROOT), str(clone))
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", clone)
    hooks = Repository(clone, home, program)
    hooks.git("add", "-A")
    hooks.git("commit", "-q", "--allow-empty", "-m", "hooks")
    deployment.configure(clone, hooks.git("rev-parse", "HEAD"), "osa-sources")
    deployment.commit()
    # SwiftPM's settings and its cache of packages are the user's.
    deployment.environment.update(PATH=os.environ["PATH"], HOME=os.environ["HOME"])
    assert deployment.run("--all-files")[0] == 0
    deployment.write(NOVA, GOOD.replace("master", "2023.10"))
    status, output = deployment.run()
    assert status == 1 and "error[OSA103]" in output, output
