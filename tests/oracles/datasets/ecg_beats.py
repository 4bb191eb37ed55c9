"""One beat of ECGSYN (McSharry 2003) at 60 a minute, by integrating its equations, against the closed form of ecg-beats.

From rest, RK4 with steps of a tenth of a millisecond; the beat is alone, so the angle from a wave is not wrapped. Prints the range of the beat, from which the dataset's gain comes (1.6 mV,
the range to which ECGSYN scales), and how far the closed form is off. Needs no package.
"""
from math import atan2, cos, erfc, exp, pi, sin, sqrt

THETA = [-70, -15, 0, 15, 100]
A = [1.2, -5, 30, -7.5, 0.75]
B = [0.25, 0.1, 0.1, 0.1, 0.4]


def waves(rate):
    hf = sqrt(rate / 60)
    turn = [sqrt(hf), hf, 1, hf, sqrt(hf)]
    return [(pi / 180 * t * k, a, b * hf) for t, k, a, b in zip(THETA, turn, A, B)]


def integrated(rate, start=-0.49, end=0.49, step=1e-4):
    w, beat = 2 * pi * rate / 60, waves(rate)

    def slope(x, y, z):
        alpha, angle = 1 - sqrt(x * x + y * y), atan2(y, x)
        dz = -z
        for t, a, b in beat:
            d = angle - t
            dz -= a * d * exp(-0.5 * (d / b) ** 2)
        return alpha * x - w * y, alpha * y + w * x, dz

    s, out = (cos(w * start), sin(w * start), 0.0), []
    for k in range(round((end - start) / step) + 1):
        out.append((start + k * step, s[2]))
        k1 = slope(*s)
        k2 = slope(*(u + step / 2 * v for u, v in zip(s, k1)))
        k3 = slope(*(u + step / 2 * v for u, v in zip(s, k2)))
        k4 = slope(*(u + step * v for u, v in zip(s, k3)))
        s = tuple(u + step / 6 * (a + 2 * b + 2 * c + d) for u, a, b, c, d in zip(s, k1, k2, k3, k4))
    return out


def closed(rate, t):
    w, z = 2 * pi * rate / 60, 0.0
    for theta, a, b in waves(rate):
        s, d = b / w, t - theta / w
        z += a * b * b / w * (exp(-0.5 * (d / s) ** 2) - s * sqrt(2 * pi) * exp(0.5 * s * s - d) * 0.5 * erfc(-(d / s - s) / sqrt(2)))
    return z


beat = integrated(60)
values = [z for _, z in beat]
print(f"range at 60 a minute {max(values) - min(values):.8f}, gain {1.6 / (max(values) - min(values)):.4f}")
print(f"closed form off by at most {max(abs(closed(60, t) - z) for t, z in beat):.2e} at 60, {max(abs(closed(90, t) - z) for t, z in integrated(90, -0.32, 0.32)):.2e} at 90")
