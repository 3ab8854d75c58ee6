package io.plumbline.registry.dataset;

import java.util.Map;

/// What is known of a file once all of it has been read.
///
/// @param records how many it holds
/// @param digest `sha256:` and 64 hexadecimal digits, over the canonical records, each with a line feed after it
/// @param personalData entity type → how often it was found
/// @param secrets kind of credential → how often it was found
record FileSummary(int records, String digest, Map<String, Long> personalData, Map<String, Long> secrets) {}
