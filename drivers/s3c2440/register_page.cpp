#include "drivers/s3c2440/register_page.hpp"

#include <fcntl.h>
#include <sys/mman.h>

#include "core/file_descriptor.hpp"

namespace seqboard {

namespace {

constexpr std::size_t kPage = 4096;

}  // namespace

RegisterPage RegisterPage::map(const std::string& memory, std::uint32_t address) noexcept {
    RegisterPage page;
    const FileDescriptor fd{::open(memory.c_str(), O_RDWR | O_SYNC | O_CLOEXEC)};
    if (!fd) return page;
    void* const mapped = ::mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), static_cast<off_t>(address));
    if (mapped != MAP_FAILED) page.base_ = static_cast<volatile std::uint32_t*>(mapped);
    return page;
}

RegisterPage::~RegisterPage() {
    if (base_ != nullptr) ::munmap(const_cast<std::uint32_t*>(base_), kPage);
}

}  // namespace seqboard
