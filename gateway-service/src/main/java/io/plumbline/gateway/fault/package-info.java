/// The possible failures of a call, in one closed vocabulary for clients, metrics and the audit log.
@NullMarked
package io.plumbline.gateway.fault;

import org.jspecify.annotations.NullMarked;
