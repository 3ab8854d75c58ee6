/// The audit log's schema, sequencing, search and verification.
@NullMarked
package io.plumbline.governance.audit;

import org.jspecify.annotations.NullMarked;
