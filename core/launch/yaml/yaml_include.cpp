#include "core/launch/yaml/yaml_include.hpp"

#include <algorithm>
#include <filesystem>

#include "core/launch/yaml/yaml_source.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxIncludedFiles = 64;  // files that include one another twice over would double at each level

class Includer {
public:
    Includer(Findings& findings, std::vector<std::string>& files) : findings_{findings}, files_{files} {}

    YamlValue read(const fs::path& path) {
        chain_.push_back(path);
        files_.push_back(path.string());
        YamlValue own = read_yaml_file(path.string(), path.string(), findings_);
        YamlValue merged;
        merged.kind = YamlValue::Kind::kMap;
        merged.place = own.place;
        if (const YamlMember* const include = own.find("include")) {
            for (const YamlValue& item : listed(*include)) merge_onto(merged, read_included(item, path));
            std::erase_if(own.members, [](const YamlMember& member) { return member.key == "include"; });
        }
        merge_onto(merged, own);
        chain_.pop_back();
        return merged;
    }

private:
    std::vector<YamlValue> listed(const YamlMember& include) {
        const YamlValue& value = include.value;
        if (value.is(YamlValue::Kind::kText)) return {value};
        std::vector<YamlValue> files;
        for (const YamlValue& item : value.items) {
            if (item.is(YamlValue::Kind::kText)) files.push_back(item);
            else findings_.error(item.place, std::string{"include: this is "} + kind_text(item) + "; expected the name of a file");
        }
        if (!value.is(YamlValue::Kind::kList))
            findings_.error(value.place,
                            std::string{"include: this is "} + kind_text(value) + "; expected a list of files, such as [parts/drive.yaml]");
        return files;
    }

    YamlValue read_included(const YamlValue& item, const fs::path& includer) {
        const fs::path path = (includer.parent_path() / item.text).lexically_normal();
        std::error_code error;
        if (!fs::exists(path, error))
            throw StartError{ExitCode::kNoInput, text_of(item.place) + ": include: no file '" + path.string() + "'" + nearest_file(path)};
        std::string circle;
        for (const fs::path& above : chain_) {
            if (!circle.empty() || fs::equivalent(above, path, error)) circle += above.string() + " -> ";
        }
        if (!circle.empty())
            throw StartError{ExitCode::kConfig, text_of(item.place) + ": include: the files include each other in a circle: " + circle +
                                                    path.string() + "; take one include out"};
        if (++count_ > kMaxIncludedFiles)
            throw StartError{ExitCode::kConfig, text_of(item.place) + ": include: more than " + std::to_string(kMaxIncludedFiles) +
                                                    " files are included; include each part once"};
        return read(path);
    }

    static std::string nearest_file(const fs::path& missing) {
        std::vector<std::string> there;
        std::error_code error;
        for (fs::directory_iterator entry{missing.parent_path().empty() ? "." : missing.parent_path(), error};
             !error && entry != fs::directory_iterator{}; entry.increment(error))
            if (entry->path().extension() == ".yaml") there.push_back(entry->path().filename().string());
        std::sort(there.begin(), there.end());
        return suggestion(missing.filename().string(), there);
    }

    Findings& findings_;
    std::vector<std::string>& files_;
    std::vector<fs::path> chain_;  ///< the files being read, each included by the one before
    int count_ = 0;
};

}  // namespace

YamlValue read_with_includes(const std::string& path, Findings& findings, std::vector<std::string>& files) {
    return Includer{findings, files}.read(path);
}

}  // namespace seqboard
