/// The configuration by which a production call is served, as one content-addressed document, and the decision
/// about changing it. Plain Java: the services, the command line and offline verification use the same code.
@NullMarked
package io.plumbline.configuration;

import org.jspecify.annotations.NullMarked;
