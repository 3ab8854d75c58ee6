/// The audit log's key and signing, its sequencing, and the end of payloads.
@NullMarked
package io.plumbline.governance.audit.log;

import org.jspecify.annotations.NullMarked;
