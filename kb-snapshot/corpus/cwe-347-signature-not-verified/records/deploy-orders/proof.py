import json

import paramiko

ANN = paramiko.ECDSAKey.generate()
ORDER = json.dumps({"service": "shop", "version": "2.4"}).encode()


def desk(module):
    public = paramiko.ECDSAKey(data=ANN.asbytes())
    return module.OrderDesk({"ann": public})


def deployed(desk):
    done = []
    desk.work(lambda service, version: done.append((service, version)))
    return done


def attack(module, tmp_path) -> bool:
    """Signs in the manager's name with a key of their own."""
    here = desk(module)
    order = ORDER.replace(b"2.4", b"evil")
    here.take("ann", order, paramiko.ECDSAKey.generate().sign_ssh_data(order).asbytes())
    return deployed(here) == [("shop", "evil")]


def test_honest_input(program, tmp_path):
    here = desk(program)
    signature = ANN.sign_ssh_data(ORDER).asbytes()
    assert here.take("ann", ORDER, signature)
    assert not here.take("ben", ORDER, signature)
    assert deployed(here) == [("shop", "2.4")]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
