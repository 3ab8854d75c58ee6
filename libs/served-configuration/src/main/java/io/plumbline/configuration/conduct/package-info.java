/// Checks from the audit log alone that every production call was served by a configuration that was gated and
/// approved at that time. It reads only events, so it works offline on an exported log.
@NullMarked
package io.plumbline.configuration.conduct;

import org.jspecify.annotations.NullMarked;
