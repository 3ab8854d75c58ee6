/// Tests of the audit log as governance keeps it.
@NullMarked
package io.plumbline.governance.audit.log;

import org.jspecify.annotations.NullMarked;
