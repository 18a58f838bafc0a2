/** Tests of local searches, on functions whose minima are known. */
package org.lamarck.strategies.local;
