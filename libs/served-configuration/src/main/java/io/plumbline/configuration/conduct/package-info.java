/// Decides from the audit log alone whether every production call was served by a configuration that was gated
/// and approved at that time. Reads events and nothing else, so it works offline on an exported log.
@NullMarked
package io.plumbline.configuration.conduct;

import org.jspecify.annotations.NullMarked;
