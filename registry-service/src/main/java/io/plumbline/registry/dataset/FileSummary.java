package io.plumbline.registry.dataset;

import java.util.Map;

/// Statistics of a completely read file.
///
/// @param records number of records
/// @param digest `sha256:` and 64 hexadecimal digits, over the canonical records, each followed by a line feed
/// @param personalData entity type → number of findings
/// @param secrets kind of credential → number of findings
record FileSummary(int records, String digest, Map<String, Long> personalData, Map<String, Long> secrets) {}
