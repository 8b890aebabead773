// Changes of a file system that survive a power cut: complete or not at all, and on the medium when the call returns.
#pragma once

#include <string>
#include <string_view>

namespace seqboard::deploy {

// All throw StartError naming the path and the reason; kNoSpace where the file system is full or read-only.

/// Makes the folder and those above it.
void make_folders(const std::string& path);

/// Waits until the folder's entries are on the medium.
void sync_folder(const std::string& path);

/// The file has the old text or the new one, never a part: written beside it, synced, renamed.
void write_durably(const std::string& path, std::string_view text, unsigned mode = 0644);

/// Writes everything to the descriptor. `path` is for the sentence.
void write_all(int fd, std::string_view bytes, const std::string& path);

/// Lets the symbolic link lead elsewhere, by one rename(2): nobody ever finds no link.
void point_link(const std::string& link, const std::string& target);

/// Where the link leads; empty if there is none.
std::string link_target(const std::string& link);

/// The text of a file; empty if it does not exist.
std::string text_of_file(const std::string& path);

}  // namespace seqboard::deploy
