package org.lamarck.worker.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.lamarck.strategies.random.RandomStream;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Documents that went wrong on their way, each determined by its stream of chance. */
final class Mutants {
  private static final int MOST_CHANGES = 3;

  private Mutants() {}

  /** A changed document: its elements one to three times, or then its text too. */
  static byte[] of(byte[] original, RandomStream chance) {
    byte[] document = original;
    if (chance.nextInt(4) > 0) {
      document = changedTree(document, chance);
    }
    if (document == original || chance.nextInt(8) == 0) {
      TextMutation[] all = TextMutation.values();
      document = all[chance.nextInt(all.length)].apply(document, chance);
    }
    return document;
  }

  private static byte[] changedTree(byte[] original, RandomStream chance) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      Document document = builder.parse(new ByteArrayInputStream(original));
      TreeMutation[] all = TreeMutation.values();
      for (int i = chance.nextInt(MOST_CHANGES); i >= 0; i--) {
        all[chance.nextInt(all.length)].apply(document, chance);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(bytes));
      return bytes.toByteArray();
    } catch (ParserConfigurationException | TransformerException | SAXException | IOException e) {
      throw new IllegalStateException("a document of the suite cannot be changed", e);
    }
  }
}
