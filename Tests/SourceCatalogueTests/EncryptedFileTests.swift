import Diagnostics
import Testing

@testable import SourceCatalogue

@Suite struct EncryptedFileTests {
  @Test func aVaultedFileIsANoteAndNoFault() throws {
    let found = try catalogue([
      "openstack_deploy/user_secrets.yml": "$ANSIBLE_VAULT;1.1;AES256\n3332\n",
      "openstack_deploy/user_variables.yml": "nova_git_repo: https://h/nova\nnova_git_install_branch: \(sha)\n",
    ])
    #expect(found.diagnostics.map(\.code) == [.encryptedFile])
    #expect(found.diagnostics.first?.severity == .note)
    #expect(found.sources["nova"]?.repository?.value == "https://h/nova")
  }

  @Test func aVaultIdIsAVaultToo() throws {
    let found = try catalogue(["osa/inventory/group_vars/all/s.yml": "$ANSIBLE_VAULT;1.2;AES256;dev\n3332\n"])
    #expect(found.codes() == [.encryptedFile])
  }

  @Test func aTextThatOnlyLooksLikeOneIsNone() throws {
    let found = try catalogue(["openstack_deploy/user_secrets.yml": "$ANSIBLE_VAULT\n"])
    #expect(found.codes() == [.notAMapping])
  }
}
