package io.plumbline.eval.panel.exchange;

import java.util.List;
import java.util.Map;

/// A label as another platform returns it.
///
/// @param place its position in the file, for errors
/// @param worker the platform's name of the annotator
/// @param item place of the item in the panel
/// @param scores criterion → numbers, in the order of the exported answers
/// @param seconds 0 if unknown
record PlatformLabel(String place, String worker, int item, Map<String, List<Integer>> scores, double seconds) {}
