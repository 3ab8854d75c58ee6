/// The first page, without a server.
@NullMarked
package io.plumbline.governance.dashboard;

import org.jspecify.annotations.NullMarked;
