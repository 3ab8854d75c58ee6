/// What can go wrong with a call, in one closed vocabulary: for clients, metrics and the audit log alike.
@NullMarked
package io.plumbline.gateway.fault;

import org.jspecify.annotations.NullMarked;
