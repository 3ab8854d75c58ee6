/// Tests of the audit log.
@NullMarked
package io.plumbline.audit.canonical;

import org.jspecify.annotations.NullMarked;
