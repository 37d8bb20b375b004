# %% right: a count that begins anew
def early_stopping(val_losses, patience):
    best_loss, best_epoch, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses, start=1):
        if loss < best_loss:
            best_loss, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best_epoch
    return len(val_losses), best_epoch


# %% right: NumPy, the best so far of each epoch
def early_stopping(val_losses, patience):
    losses = np.array(val_losses)
    best = np.array([losses[: i + 1].argmin() for i in range(len(losses))])
    out_of_patience = np.flatnonzero(np.arange(len(losses)) - best >= patience)
    last = out_of_patience[0] if out_of_patience.size else len(losses) - 1
    return np.array([last, best[last]]) + 1


# %% right: a while loop
def early_stopping(val_losses, patience):
    trained = 1
    while trained < len(val_losses):
        best = val_losses.index(min(val_losses[:trained])) + 1
        if trained - best >= patience:
            break
        trained += 1
    return [trained, val_losses.index(min(val_losses[:trained])) + 1]


# %% right: the callback itself
def early_stopping(val_losses, patience):
    callback = keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience, mode="min")
    callback.set_model(keras.Sequential())
    callback.on_train_begin()
    for epoch, loss in enumerate(val_losses):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        if callback.stopped_epoch:
            break
    return epoch + 1, callback.best_epoch + 1


# %% wrong: one epoch too many
# says: One epoch too many
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best > patience:
            break
    return epoch + 1, best + 1


# %% wrong: patience never begins anew
# says: Patience begins anew after each improvement
def early_stopping(val_losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch > 0:
            waited += 1
        if waited == patience:
            break
    return epoch + 1, best + 1


# %% wrong: compared with the epoch before
# says: Compare with the best loss so far
def early_stopping(val_losses, patience):
    waited = 0
    for epoch in range(1, len(val_losses)):
        waited = 0 if val_losses[epoch] < val_losses[epoch - 1] else waited + 1
        if waited == patience:
            break
    trained = val_losses[: epoch + 1]
    return len(trained), trained.index(min(trained)) + 1


# %% wrong: decides before it compares
# says: Epoch 4 improves just in time
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if epoch - best == patience:
            break
        if loss < val_losses[best]:
            best = epoch
    return epoch + 1, best + 1


# %% wrong: the best of all losses
# says: Epoch 11 would have been better
# earns: early-stopping-epochs
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch + 1, int(np.argmin(val_losses)) + 1


# %% wrong: a tie counts as better
# says: A loss equal to the best counted as better
def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch + 1, best + 1
