/// Tests of the audit log's pages.
@NullMarked
package io.plumbline.console.audit;

import org.jspecify.annotations.NullMarked;
