/// What is remembered of each call: its audit event, its payload, its usage.
@NullMarked
package io.plumbline.gateway.accounting;

import org.jspecify.annotations.NullMarked;
