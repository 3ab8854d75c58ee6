/// What other services may know of governance-service.
@NullMarked
package io.plumbline.clients.governance;

import org.jspecify.annotations.NullMarked;
