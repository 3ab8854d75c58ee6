package io.plumbline.registry.dataset;

import java.util.Map;

/// What an upload of a file would store.
///
/// @param records number of records
/// @param digest as of a version
/// @param personalData entity type → number of findings
/// @param secrets kind of credential → number of findings
/// @param newestVersion number of the newest version; 0 if there is none
/// @param unchanged whether the newest version has exactly these records
record UploadCheck(
        int records,
        String digest,
        Map<String, Long> personalData,
        Map<String, Long> secrets,
        int newestVersion,
        boolean unchanged) {}
