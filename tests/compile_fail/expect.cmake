# Compiles CASE with the words of COMPILE and wants it refused with the sentence in its first line, "// expect: ...". A file without a
# sentence must compile: it proves that the others fail for their own reason.
file(READ ${CASE} text)
string(REGEX MATCH "^[^\n]*" first "${text}")
execute_process(
    COMMAND ${COMPILE} ${CASE}
    RESULT_VARIABLE result OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
if(first MATCHES "^// compiles")
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "must compile, but:\n${printed}")
    endif()
    return()
endif()
string(REGEX REPLACE "^// expect: " "" sentence "${first}")
if(result EQUAL 0)
    message(FATAL_ERROR "compiled; it must be refused with: ${sentence}")
endif()
string(FIND "${printed}" "${sentence}" at)
if(at EQUAL -1)
    message(FATAL_ERROR "refused, but without the sentence: ${sentence}\n\n${printed}")
endif()
