// The only file that is compiled with a folder's name in it: all others are the same bytes wherever the tree lies, so that a compiler
// cache serves every clone.
#include "tests/scratch/places.hpp"

namespace seqboard::testing {

std::string built(const std::string& path) { return SEQBOARD_BIN_DIR "/" + path; }
std::string built_natively(const std::string& path) { return SEQBOARD_NATIVE_BIN_DIR "/" + path; }
std::string sources(const std::string& path) { return SEQBOARD_SOURCE_DIR "/" + path; }

}  // namespace seqboard::testing
