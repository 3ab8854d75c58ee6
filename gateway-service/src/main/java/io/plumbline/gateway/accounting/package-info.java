/// What is stored of each call: its audit event, payload and usage.
@NullMarked
package io.plumbline.gateway.accounting;

import org.jspecify.annotations.NullMarked;
