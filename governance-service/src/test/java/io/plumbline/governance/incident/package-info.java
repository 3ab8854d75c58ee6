/// Incidents, without a server.
@NullMarked
package io.plumbline.governance.incident;

import org.jspecify.annotations.NullMarked;
