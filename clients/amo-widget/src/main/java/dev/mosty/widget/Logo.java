package dev.mosty.widget;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture that amoCRM demands, in pixels (facts/amocrm.md §2, Archive): a bridge with a physician's cross over it. It
 * is drawn and not stored, so that every size is sharp.
 */
record Logo(String name, int width, int height) {

    static final List<Logo> ALL = List.of(
            new Logo("logo_main", 400, 272),
            new Logo("logo_small", 108, 108),
            new Logo("logo", 130, 100),
            new Logo("logo_medium", 240, 84),
            new Logo("logo_min", 84, 84),
            new Logo("logo_dp", 174, 109));

    private static final Color GROUND = new Color(0x2267c7);
    private static final Color BRIDGE = Color.WHITE;
    private static final Color CROSS = new Color(0xffd166);

    byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = image.createGraphics();
        paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        paper.setColor(GROUND);
        paper.fillRect(0, 0, width, height);
        // All else is drawn on a sheet of 100 by 100 in the middle.
        double scale = Math.min(width, height) / 100.0;
        paper.translate(width / 2.0 - 50 * scale, height / 2.0 - 50 * scale);
        paper.scale(scale, scale);
        drawBridge(paper);
        drawCross(paper);
        paper.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static void drawBridge(Graphics2D paper) {
        paper.setColor(BRIDGE);
        paper.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        paper.draw(new Line2D.Double(12, 66, 88, 66));
        paper.draw(new Arc2D.Double(18, 42, 64, 72, 22, 136, Arc2D.OPEN));
        paper.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (double[] hanger : new double[][] {{34, 50}, {50, 43}, {66, 50}}) {
            paper.draw(new Line2D.Double(hanger[0], hanger[1], hanger[0], 66));
        }
        paper.draw(new Line2D.Double(24, 66, 24, 80));
        paper.draw(new Line2D.Double(76, 66, 76, 80));
    }

    private static void drawCross(Graphics2D paper) {
        paper.setColor(CROSS);
        paper.fill(new Rectangle2D.Double(46, 14, 8, 22));
        paper.fill(new Rectangle2D.Double(39, 21, 22, 8));
    }
}
