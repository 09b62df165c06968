import CGNU
import Glibc

/// Where on the disk files come to lie.
enum Placement {
  /// Tells the file system that the folders in this one have nothing to do with each other (`chattr +T`). ext4 then gives
  /// each a block group by its name, instead of all their files the inodes of one: there it skips, one by one for each
  /// file, what was removed in the last minutes. Other file systems say no, and nothing is lost.
  static func spread(below folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // The kernel reads and writes an int, whatever the request's number says.
    var flags: CInt = 0
    guard ioctl(descriptor, OSA_GET_FLAGS, &flags) == 0, flags & OSA_TOP_DIRECTORY_FLAG == 0 else { return }
    flags |= OSA_TOP_DIRECTORY_FLAG
    _ = ioctl(descriptor, OSA_SET_FLAGS, &flags)
  }
}
