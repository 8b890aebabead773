# Sourced by the toolchain recipes: fetches Debian source packages with the machine's own package sources.

# debian_source PACKAGE FOLDER: unpacks the newest source of PACKAGE into FOLDER/PACKAGE.
debian_source() {
    local package=$1 folder=$2 apt
    [ -d "$folder/$package" ] && return
    apt=$folder/apt
    mkdir -p "$apt/parts" "$apt/lists/partial" "$folder/download"
    local list
    for list in /etc/apt/sources.list.d/*.sources; do
        [ -f "$list" ] && sed 's/^Types:.*/Types: deb-src/' "$list" >"$apt/parts/$(basename "$list")"
    done
    for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$list" ] && sed -n 's/^deb /deb-src /p' "$list" >"$apt/parts/$(basename "$list" .list).list"
    done
    local options=(-o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::State::lists=$apt/lists" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update -qq
    (cd "$folder/download" && apt-get "${options[@]}" source -qq --download-only "$package")
    rm -rf "$folder/$package.part"
    dpkg-source --no-check -x "$folder"/download/"$package"_*.dsc "$folder/$package.part" >/dev/null
    mv "$folder/$package.part" "$folder/$package"
}
