// Looking into folders. By the C library alone: std::filesystem brings locales and streams along, which would make the agent twice
// as large.
#pragma once

#include <string>
#include <vector>

namespace seqboard::deploy {

/// What lies in the folder, sorted; nothing if there is no such folder.
std::vector<std::string> names_in(const std::string& folder);

bool exists(const std::string& path);

/// A folder itself, not a link to one.
bool is_folder(const std::string& path);

/// Removes the file, or the folder with everything in it; links are not followed. What cannot be removed stays.
void remove_tree(const std::string& path);

/// Waits until the entries of the folder and of all folders in it are on the medium. Throws StartError.
void sync_tree(const std::string& folder);

}  // namespace seqboard::deploy
